using DistCache.ServiceDefaults.Hosting;

return await ProcessEntry.RunAsync("apphost", () => Task.CompletedTask);
