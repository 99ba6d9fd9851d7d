namespace Odoo.Connectors.Sync;

/// <summary>What a person says about a possible match.</summary>
public enum MatchAnswer
{
    /// <summary>They are the same: from now on one record.</summary>
    Same = 0,

    /// <summary>They are different; it is remembered and not asked again.</summary>
    Different,
}
