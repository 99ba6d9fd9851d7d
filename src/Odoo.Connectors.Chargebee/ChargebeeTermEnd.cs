namespace Odoo.Connectors.Chargebee;

/// <summary>What becomes of a subscription when the term that its deal agreed on is over.</summary>
public enum ChargebeeTermEnd
{
    /// <summary>It ends: it has as many billing cycles as the term has periods. Every site can do this.</summary>
    End = 0,

    /// <summary>It begins a contract term of the same length again. The site needs contract terms.</summary>
    Renew,

    /// <summary>It goes on from period to period. The site needs contract terms.</summary>
    Evergreen,
}
