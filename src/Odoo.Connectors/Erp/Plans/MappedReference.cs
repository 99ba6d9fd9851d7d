using Odoo.Connectors.Model;
using Odoo.Connectors.Sync;

namespace Odoo.Connectors.Erp;

/// <summary>What a source's word becomes in Odoo on the document's day. Tables are closed: what they do not say is a case with what Odoo has.</summary>
internal static class MappedReference
{
    /// <returns>False when something must be read first.</returns>
    public static bool TryFind(PlanContext context, ReferenceTable table, string key, out string? use, ref CaseReason? problem)
    {
        use = ReferenceEntries.Find(context.Options, table, key, context.DocumentDay);
        if (use is not null || (table == ReferenceTable.Products && context.Options.ProductsByReference && !ReferenceEntries.Lists(context.Options, table, key)))
        {
            use ??= key;
            return true;
        }

        string setting = Setting(context, table, key);
        string what = ReferenceEntries.Lists(context.Options, table, key)
            ? $"The {Word(table)} '{key}' is mapped for other days than {PlanContext.Text(context.DocumentDay)}; add an entry of Systems:{context.System}:Dated"
            : $"The {Word(table)} '{key}' is mapped to nothing in Odoo; set {setting}";
        return TryRefuse(context, table, key, what, ref problem);
    }

    /// <summary>The record that an entry names; a case when Odoo lacks it.</summary>
    /// <returns>False when something must be read first.</returns>
    public static bool TryId(PlanContext context, ReferenceTable table, string key, Func<string, ExternalRef> lookup, out long id, ref CaseReason? problem)
    {
        id = 0;
        if (!TryFind(context, table, key, out string? use, ref problem))
        {
            return false;
        }

        if (use is null)
        {
            return true;
        }

        if (!context.Known.TryRead(lookup(use), out ErpId? found))
        {
            return false;
        }

        id = found?.Id ?? 0;
        return found is not null || TryRefuseUse(context, table, key, use, ref problem);
    }

    /// <summary>The case of an entry whose record Odoo does not have.</summary>
    /// <returns>False when something must be read first.</returns>
    public static bool TryRefuseUse(PlanContext context, ReferenceTable table, string key, string use, ref CaseReason? problem) => TryRefuse(
        context, table, key,
        table == ReferenceTable.Products
            ? $"Odoo has no product with the internal reference '{use}'; create it, or map it by {Setting(context, table, key)}"
            : $"Odoo has no {Word(table)} '{use}'; correct {Setting(context, table, key)}",
        ref problem);

    public static string Setting(PlanContext context, ReferenceTable table, string key) => $"Systems:{context.System}:{table}:{key}";

    /// <summary>The case of a word that cannot be used, with what Odoo has.</summary>
    /// <returns>False when something must be read first.</returns>
    public static bool TryRefuse(PlanContext context, ReferenceTable table, string key, string what, ref CaseReason? problem)
    {
        if (!context.Known.TryRead(ErpLookup.Of(context.System, ErpLookup.Candidates, table.ToString()), out ErpCandidates? candidates))
        {
            return false;
        }

        problem ??= new CaseReason(
            ErrorKind.Configuration, Cause(table), $"{what}, then retry. In Odoo: {candidates}.", Setting(context, table, key));
        return true;
    }

    private static string Cause(ReferenceTable table) => table switch
    {
        ReferenceTable.Taxes => "unmapped-tax",
        ReferenceTable.Products => "unmapped-product",
        ReferenceTable.Journals => "unmapped-journal",
        ReferenceTable.PaymentTerms => "unmapped-payment-term",
        ReferenceTable.FiscalPositions => "unmapped-fiscal-position",
        _ => "unknown-language",
    };

    private static string Word(ReferenceTable table) => table switch
    {
        ReferenceTable.Taxes => "tax",
        ReferenceTable.Products => "product",
        ReferenceTable.Journals => "journal",
        ReferenceTable.PaymentTerms => "payment term",
        ReferenceTable.FiscalPositions => "fiscal position",
        _ => "language",
    };
}
