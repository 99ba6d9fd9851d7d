namespace Odoo.Connectors.Sync;

/// <summary>The names under which a host listens: <c>AddMeter(ConnectorTelemetry.MeterName)</c>, <c>AddSource(ConnectorTelemetry.ActivitySourceName)</c>.</summary>
public static class ConnectorTelemetry
{
    /// <summary>The meter of all instruments.</summary>
    public const string MeterName = "Odoo.Connectors";

    /// <summary>The source of all spans.</summary>
    public const string ActivitySourceName = "Odoo.Connectors";

    internal static string? Version { get; } = typeof(ConnectorTelemetry).Assembly.GetName().Version?.ToString(3);
}
