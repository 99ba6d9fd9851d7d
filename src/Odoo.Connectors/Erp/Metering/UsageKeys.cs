using System.Globalization;
using Odoo.Connectors.Model;
using Odoo.Connectors.Sync;

namespace Odoo.Connectors.Erp;

/// <summary>External ids of order lines that bill usage: one of a period, one of each correction that it bills.</summary>
internal static class UsageKeys
{
    private const string Correction = "usage-correction";

    public static string Of(UsageTotal total) => ErpKeys.ExternalId(EffectKinds.Usage, total.Ref);

    public static string Of(UsageTotal total, UsageCorrection correction) => ErpKeys.ExternalId(
        Correction, total.Ref with { Id = string.Create(CultureInfo.InvariantCulture, $"{correction.Of.Start:yyyyMMdd'T'HHmm'Z'}/{total.Ref.Id}") });

    /// <summary>Whether a line bills usage, and so is none of the contract's terms.</summary>
    public static bool Is(string? externalId) => externalId is not null && ErpKeys.Parse(externalId) is (EffectKinds.Usage or Correction, _);
}
