namespace Odoo.Connectors.Samples.ThirdPlatform;

/// <summary>What must be, and what is.</summary>
internal sealed record Check(string What, string Expected, string Found)
{
    public bool Holds => Expected == Found;
}
