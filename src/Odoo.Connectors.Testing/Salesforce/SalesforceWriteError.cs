namespace Odoo.Connectors.Testing;

/// <summary>Why a record is refused, beside the rules that the emulator knows itself: a lock, a validation rule, a duplicate rule.</summary>
/// <param name="Code">The error code, for example <c>UNABLE_TO_LOCK_ROW</c> or <c>FIELD_CUSTOM_VALIDATION_EXCEPTION</c>.</param>
/// <param name="Message">The message.</param>
public sealed record SalesforceWriteError(string Code, string Message)
{
    /// <summary>The fields that the error names.</summary>
    /// <value>The default is none.</value>
    public IReadOnlyList<string> Fields { get; init; } = [];
}
