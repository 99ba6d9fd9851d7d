namespace Odoo.Connectors.Erp;

/// <summary>What installing the effect action does, or would do.</summary>
public enum OdooEffectActionChange
{
    /// <summary>It is there with the body that this package ships.</summary>
    None,

    /// <summary>It is not there: a server action is made under the external id <c>odoo_connectors.effect_action</c>.</summary>
    Create,

    /// <summary>It is there with another body, of an older protocol or edited: the body is replaced, the database id stays.</summary>
    Upgrade,

    /// <summary>It was made by hand: it gets the external id, and the body where that differs; the database id stays.</summary>
    Adopt,
}
