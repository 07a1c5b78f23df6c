using DistCache.ServiceDefaults.Hosting;

return await ProcessEntry.RunAsync("admin", () => Task.CompletedTask);
