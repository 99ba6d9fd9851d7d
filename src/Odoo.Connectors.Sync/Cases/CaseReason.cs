namespace Odoo.Connectors.Sync;

/// <summary>Why a person must look.</summary>
/// <param name="Kind">What kind of failure it is.</param>
/// <param name="Cause">A stable word to group by, for example <c>unmapped-tax</c>.</param>
/// <param name="Message">What is wrong and what to do, without data of persons, secrets or server text.</param>
/// <param name="Field">The field or setting at fault, where one is.</param>
public sealed record CaseReason(ErrorKind Kind, string Cause, string Message, string? Field = null)
{
    internal static CaseReason From(ConnectorException exception, string cause) =>
        new(exception.Kind, cause, exception.Message, exception.Field);
}
