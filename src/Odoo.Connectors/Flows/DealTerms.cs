using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Odoo.Connectors.Model;
using Odoo.Connectors.Sync;

namespace Odoo.Connectors.Flows;

/// <summary>
/// The commercial content of a deal: with whom, in which currency, what at which price, for how long. Neither the ids of its lines nor their
/// order are part of it, nor how often it was saved.
/// </summary>
internal static class DealTerms
{
    private const string Terms = "terms";
    private const string State = "state";
    private const string Frame = "frame";
    private const string Won = "won";
    private const string Open = "open";

    /// <summary>The deal as it was agreed.</summary>
    public static Snapshot Agreed(Deal deal) => new(deal.Ref, new Dictionary<string, string?>(StringComparer.Ordinal) { [Terms] = Of(deal, deal.Customer.Ref.Id), [State] = Won, [Frame] = FrameOf(deal, deal.Customer.Ref.Id) });

    /// <summary>That it is not won any more; what was agreed stays known.</summary>
    public static Snapshot Reopened(ExternalRef deal) => new(deal, new Dictionary<string, string?>(StringComparer.Ordinal) { [State] = Open });

    /// <summary>Where it stands that a deal is amended: an amendment that is refused takes what was agreed with it, and not this.</summary>
    public static ExternalRef AmendmentOf(ExternalRef deal) => deal with { Kind = "deal-amendment" };

    /// <summary>That it is amended.</summary>
    public static Snapshot Amended(Deal deal) =>
        new(AmendmentOf(deal.Ref), new Dictionary<string, string?>(StringComparer.Ordinal) { [Frame] = FrameOf(deal, deal.Customer.Ref.Id) });

    /// <summary>Where the content stands that contracts were planned of: the refusal of one of them does not take it.</summary>
    public static ExternalRef SignatureOf(ExternalRef deal) => deal with { Kind = "deal-signature" };

    /// <summary>The content that contracts are planned of.</summary>
    public static Snapshot Signed(Deal deal) => Agreed(deal) with { Reference = SignatureOf(deal.Ref) };

    /// <summary>Whether anything was agreed.</summary>
    public static bool WasAgreed(Shadow shadow) => shadow.Knows(Terms);

    /// <summary>Whether it was amended once.</summary>
    public static bool WasAmended(Shadow amendment) => amendment.Knows(Frame);

    public static bool IsOpen(Shadow shadow) => shadow.Holds(State, Open);

    /// <summary>Whether this is what was agreed, under any of the names that its customer had.</summary>
    public static bool Holds(Shadow shadow, Deal deal, RecordLink? customer) =>
        NamesOf(deal, customer).Any(id => shadow.Holds(Terms, Of(deal, id)));

    /// <summary>Whether it is with whom and in the currency that was agreed: what an order cannot change.</summary>
    public static bool HoldsFrame(Shadow shadow, Deal deal, RecordLink? customer) => NamesOf(deal, customer).Any(id => shadow.Holds(Frame, FrameOf(deal, id)));

    /// <summary>The version that people can compare: the same for the same content.</summary>
    public static string VersionOf(Deal deal) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Of(deal, deal.Customer.Ref.Id))))[..12];

    private static IEnumerable<string> NamesOf(Deal deal, RecordLink? customer) =>
        (customer?.References ?? []).Where(r => r.System == deal.Customer.Ref.System && r.Kind == deal.Customer.Ref.Kind).Select(r => r.Id).Prepend(deal.Customer.Ref.Id);

    private static string FrameOf(Deal deal, string customer) => $"{deal.Currency}\n{customer}";

    private static string Of(Deal deal, string customer)
    {
        IEnumerable<string> lines = deal.Lines.Select(Line).Order(StringComparer.Ordinal);
        return string.Create(CultureInfo.InvariantCulture, $"{deal.Currency}\n{customer}\n{deal.StartsOn:O}|{deal.TermMonths}\n{string.Join('\n', lines)}");
    }

    private static string Line(ProductLine l) => string.Create(
        CultureInfo.InvariantCulture,
        $"{l.ProductCode}|{l.Quantity:0.############}|{l.UnitPrice:0.############}|{l.Discount:0.############}|{l.DiscountPercent:0.############}|{l.Recurrence}|{l.Term}|{l.StartsOn:O}");
}
