namespace DistCache.AppHost.SystemModel;

/// <summary>What answers on the front port.</summary>
public enum FrontDoor
{
    /// <summary><see cref="Nginx"/> where the host can start one, else <see cref="Shared"/>.</summary>
    Auto,

    /// <summary>NGINX, which spreads requests over the masters and passes on what a dead one did not take.</summary>
    Nginx,

    /// <summary>Every master listens on the front port beside its own, so one master's death does not close the door.</summary>
    Shared,
}
