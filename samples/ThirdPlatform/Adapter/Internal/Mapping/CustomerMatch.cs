namespace Odoo.Connectors.Samples.ThirdPlatform;

/// <summary>The customers that carry one reference of the CRM.</summary>
internal sealed record CustomerMatch(IReadOnlyList<string> Ids)
{
    /// <summary>What is read for it: the id of the reference is that of the CRM.</summary>
    public const string Kind = "customer-match";
}
