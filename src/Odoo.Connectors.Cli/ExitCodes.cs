namespace Odoo.Connectors.Cli;

/// <summary>How a command ended, for scripts.</summary>
internal static class ExitCodes
{
    /// <summary>Done; nothing drifted.</summary>
    public const int Ok = 0;

    /// <summary>A used field drifted, or <c>--check</c> found files that are not as they would be written.</summary>
    public const int Drift = 1;

    /// <summary>What was given cannot be used.</summary>
    public const int Input = 2;

    /// <summary>Odoo could not be reached, or refused.</summary>
    public const int Odoo = 3;

    /// <summary>
    /// <c>odoo doctor</c> found errors: documents will fail. <c>decode</c> found an error or something that cannot be mapped,
    /// <c>verify-webhook</c> a request that would be refused, <c>setup</c> fields that are missing or wrong,
    /// <c>reconcile</c> something that differs.
    /// </summary>
    public const int Errors = 1;

    /// <summary><c>odoo doctor</c> found warnings and no error.</summary>
    public const int Warnings = 4;

    /// <summary>Stopped by the user, as shells say it.</summary>
    public const int Cancelled = 130;
}
