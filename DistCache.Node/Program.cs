using DistCache.ServiceDefaults.Hosting;

return await ProcessEntry.RunAsync("node", () => Task.CompletedTask);
