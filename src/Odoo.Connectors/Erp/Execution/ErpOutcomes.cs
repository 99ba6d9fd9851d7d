using System.Globalization;
using Odoo.Connectors.Client;
using Odoo.Connectors.Model;
using Odoo.Connectors.Sync;

namespace Odoo.Connectors.Erp;

/// <summary>What Odoo's answers mean for an effect. A well-formed Odoo error proves that nothing of the call is left.</summary>
internal static class ErpOutcomes
{
    public static Outcome Done(Dispatch dispatch, string system, long id, IReadOnlyDictionary<string, string?> values, bool replayed, CaseReason? discrepancy = null) => new()
    {
        Key = dispatch.Key,
        Status = replayed ? OutcomeStatus.Replayed : OutcomeStatus.Applied,
        // A partner that is made anew is written by its fields' effect.
        Target = new ExternalRef(system, dispatch.Kind == EffectKinds.CustomerFields ? EffectKinds.Customer : dispatch.Kind, id.ToString(CultureInfo.InvariantCulture)),
        Values = values,
        Note = string.Join(", ", values.Where(v => IsDocumentFact(v.Key)).Select(v => $"{v.Key} {v.Value}")),
        Discrepancy = discrepancy,
    };

    public static Outcome Refused(Dispatch dispatch, CaseReason reason, ServerText text = default) => new()
    {
        Key = dispatch.Key, Status = OutcomeStatus.Refused, Reason = reason, ServerText = text,
    };

    /// <summary>The draft was not what the plan expects, and was taken away again.</summary>
    public static Outcome Unexpected(Dispatch dispatch, string difference) => Refused(dispatch, new CaseReason(
        ErrorKind.Validation, "expectation-failed", $"Odoo wrote nothing of this {dispatch.Kind}: {difference}. Correct the cause, then retry."));

    /// <summary>A document that was to be changed is not any more what it was when that was planned.</summary>
    public static Outcome Changed(Dispatch dispatch, string? difference) => Refused(dispatch, new CaseReason(
        ErrorKind.Conflict, "changed-in-odoo", $"Odoo changed nothing for this {dispatch.Kind}: {difference}. The document was changed by someone else; look at it there, then retry."));

    /// <summary>Another document of the journal has the number that the source gave this one.</summary>
    public static CaseReason? NumberTaken(Dispatch dispatch, DocumentPlan plan, string message) =>
        plan.Values["name"] is null || !message.Contains("same name already exists", StringComparison.Ordinal) ? null : new CaseReason(
            ErrorKind.Conflict, "number-taken",
            $"Another document of the journal has the number of this {dispatch.Kind}, and nothing of it was written. Find out which of the two is right; the journal is for the source's documents only.", "number");

    /// <summary>What of a finished document is not as it must be in the end, or null.</summary>
    public static CaseReason? Differs(Dispatch dispatch, DocumentPlan plan, OdooRecord record) =>
        Expectation.Difference(plan.ExpectAfter, record) is not string after ? null : new CaseReason(
            ErrorKind.Validation, "differs-in-odoo", $"This {dispatch.Kind} is in Odoo, but {after}. A lock date or another user changed it; settle it there.");

    public static Outcome Failed(Dispatch dispatch, ConnectorException exception)
    {
        OutcomeStatus status = exception.Kind switch
        {
            ErrorKind.Unknown => OutcomeStatus.Unknown,
            ErrorKind.Protocol when exception is OdooTransportException => OutcomeStatus.Unknown,
            ErrorKind.Transient or ErrorKind.RateLimited or ErrorKind.Conflict => OutcomeStatus.NotApplied,
            ErrorKind.Authentication or ErrorKind.Permission or ErrorKind.Configuration => OutcomeStatus.NotApplied,
            _ => OutcomeStatus.Refused,
        };
        if (status == OutcomeStatus.Refused && VatRefusal(dispatch, exception.ServerText) is Outcome vat)
        {
            return vat;
        }

        return new Outcome
        {
            Key = dispatch.Key,
            Status = status,
            Reason = new CaseReason(exception.Kind, Cause(exception.Kind), exception.Message, exception.Field),
            ServerText = exception.ServerText,
            RetryAfter = exception.RetryAfter,
        };
    }

    /// <summary>The action's own refusals start with a word of its protocol and hold no data of persons; Odoo's may quote anything.</summary>
    public static Outcome RefusedByAction(Dispatch dispatch, DocumentPlan plan, string kind, string message)
    {
        if (NumberTaken(dispatch, plan, message) is CaseReason taken)
        {
            return Refused(dispatch, taken);
        }

        if (VatRefusal(dispatch, new ServerText(message)) is Outcome vat)
        {
            return vat;
        }

        (ErrorKind error, string cause, bool ours) = message switch
        {
            _ when message.StartsWith("expect:", StringComparison.Ordinal) => (ErrorKind.Validation, "expectation-failed", true),
            _ when message.StartsWith("dependency:", StringComparison.Ordinal) => (ErrorKind.Dependency, "missing-in-odoo", true),
            _ when message.StartsWith("gone:", StringComparison.Ordinal) => (ErrorKind.Gone, "gone-in-odoo", true),
            _ when message.StartsWith("protocol:", StringComparison.Ordinal) => (ErrorKind.Protocol, "effect-action", true),
            _ when message.Contains("prior to and inclusive of", StringComparison.Ordinal) => (ErrorKind.PeriodLocked, "period-locked", false),
            _ when kind == "AccessError" => (ErrorKind.Permission, "refused-by-odoo", false),
            _ => (ErrorKind.Validation, "refused-by-odoo", false),
        };
        string text = ours
            ? $"Odoo wrote nothing of this {dispatch.Kind}: {message}. Correct the cause, then retry."
            : $"Odoo refused this {dispatch.Kind} ({kind}) and wrote nothing; the case holds its words.";
        return Refused(dispatch, new CaseReason(error, cause, text), ours ? default : new ServerText(message));
    }

    /// <summary>Odoo's own check of VAT numbers has no exception of its own; we ask for no language, so that its words are English.</summary>
    private static Outcome? VatRefusal(Dispatch dispatch, ServerText text) =>
        dispatch.Kind is EffectKinds.Customer or EffectKinds.CustomerFields && text.Reveal().Contains("does not seem to be valid", StringComparison.Ordinal)
            ? Refused(
                dispatch,
                new CaseReason(
                    ErrorKind.Validation, "invalid-vat", "Odoo refused the VAT number of this customer and wrote nothing. Correct it at its source, then retry.", nameof(Customer.VatNumber)),
                text)
            : null;

    /// <summary>What was read of a record, as text.</summary>
    public static Dictionary<string, string?> Values(OdooRecord record, IEnumerable<string> fields) =>
        fields.Where(record.Has).ToDictionary(f => f, f => Text(record, f), StringComparer.Ordinal);

    /// <summary>What Odoo says about the document that a payment pays: its own word for the state, and what is open. One does not follow from the other.</summary>
    public static void AddPaymentState(Dictionary<string, string?> values, OdooRecord? document)
    {
        foreach ((string field, string? value) in document is null ? [] : Values(document, DocumentPlan.PaymentFields))
        {
            values[field] = value;
        }
    }

    private static string? Text(OdooRecord record, string field)
    {
        System.Text.Json.JsonElement value = record.Values.GetProperty(field);
        return value.ValueKind switch
        {
            System.Text.Json.JsonValueKind.String => value.GetString(),
            System.Text.Json.JsonValueKind.False => "false",
            System.Text.Json.JsonValueKind.Null => null,
            System.Text.Json.JsonValueKind.Number => value.GetDecimal().ToString("0.############", CultureInfo.InvariantCulture),
            // A reference is its id: names change.
            System.Text.Json.JsonValueKind.Array when field.EndsWith("_id", StringComparison.Ordinal) && value.GetArrayLength() > 0 => value[0].GetRawText(),
            _ => value.GetRawText(),
        };
    }

    private static bool IsDocumentFact(string field) =>
        field is "state" or "date" or "amount" or "price_subtotal" or "is_reconciled" || field.StartsWith("amount_", StringComparison.Ordinal) || field == "payment_state";

    private static string Cause(ErrorKind kind) => kind switch
    {
        ErrorKind.Authentication => "odoo-login",
        ErrorKind.Permission => "odoo-rights",
        ErrorKind.Configuration => "odoo-configuration",
        ErrorKind.PeriodLocked => "period-locked",
        ErrorKind.NotFound or ErrorKind.Gone => "gone-in-odoo",
        _ => "refused-by-odoo",
    };
}
