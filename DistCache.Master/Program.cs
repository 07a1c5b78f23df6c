using DistCache.ServiceDefaults.Hosting;

return await ProcessEntry.RunAsync("master", () => Task.CompletedTask);
