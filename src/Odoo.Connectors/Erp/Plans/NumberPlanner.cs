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
        string journal = context.SalesJournal(source);
        if (!context.Known.TryRead(ErpLookup.Of(context.System, ErpLookup.Numbering, journal), out ErpNumbering? numbering))
        {
            return false;
        }

        if (Fault(context.System, context.Options, journal, numbering) is string mixed)
        {
            problem ??= new CaseReason(ErrorKind.Configuration, "mixed-numbering", $"{mixed} Nothing was written.", Setting(context.System));
        }

        if (!context.Options.SourceNumberedJournals.Contains(journal))
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

    /// <summary>The reference of a document that its source gives no number: the invoice's number, made unique where it numbers the document too.</summary>
    public static string Derived(PlanContext context, ExternalRef source, string number, string what) =>
        context.Options.SourceNumberedJournals.Contains(context.SalesJournal(source)) ? $"{number}-{what}" : number;

    /// <summary>Why the journal cannot be used, or null.</summary>
    public static string? Fault(string system, OdooErpOptions options, string journal, ErpNumbering? numbering) => numbering?.Foreign is null ? null
        : options.SourceNumberedJournals.Contains(journal)
            ? $"The journal '{journal}' takes its numbers from the source and holds documents that Odoo numbered; use a journal of its own, or take it out of {Setting(system)}."
            : $"The journal '{journal}' is numbered by Odoo and holds a number that the source gave, which Odoo would go on with; use another journal, or add it to {Setting(system)}.";

    private static string Setting(string system) => $"Systems:{system}:SourceNumberedJournals";
}
