using Odoo.Connectors.Model;
using Odoo.Connectors.Sync;

namespace Odoo.Connectors.Erp;

/// <summary>Gives a document the source's number where its journal is numbered by the source, and none where Odoo numbers it.</summary>
internal static class NumberPlanner
{
    /// <summary>The document's number, or null where Odoo numbers it.</summary>
    public static bool TryNumber(PlanContext context, ExternalRef source, string number, out string? name, ref CaseReason? problem)
    {
        name = null;
        string journal = context.Options.SalesJournal;
        if (!context.Known.TryRead(ErpLookup.Of(context.System, ErpLookup.Numbering, journal), out ErpNumbering? numbering))
        {
            return false;
        }

        if (Fault(context.System, context.Options, numbering) is string mixed)
        {
            problem ??= new CaseReason(ErrorKind.Configuration, "mixed-numbering", $"{mixed} Nothing was written.", Setting(context.System));
        }

        if (!IsBySource(context.Options))
        {
            return true;
        }

        if (string.IsNullOrWhiteSpace(number))
        {
            problem ??= new CaseReason(
                ErrorKind.Validation, "missing-number", $"{source} has no number, and the journal '{journal}' takes its numbers from the source. Give it one there, then retry.", "number");
        }

        name = number;
        return true;
    }

    public static bool IsBySource(OdooErpOptions options) => options.SourceNumberedJournals.Contains(options.SalesJournal);

    /// <summary>The reference of a document that its source gives no number: the invoice's number, made unique where it numbers the document too.</summary>
    public static string Derived(PlanContext context, string number, string what) => IsBySource(context.Options) ? $"{number}-{what}" : number;

    /// <summary>Why the journal cannot be used, or null.</summary>
    public static string? Fault(string system, OdooErpOptions options, ErpNumbering? numbering) => numbering?.Foreign is null ? null : IsBySource(options)
        ? $"The journal '{options.SalesJournal}' takes its numbers from the source and holds documents that Odoo numbered; use a journal of its own, or take it out of {Setting(system)}."
        : $"The journal '{options.SalesJournal}' is numbered by Odoo and holds a number that the source gave, which Odoo would go on with; use another journal, or add it to {Setting(system)}.";

    private static string Setting(string system) => $"Systems:{system}:SourceNumberedJournals";
}
