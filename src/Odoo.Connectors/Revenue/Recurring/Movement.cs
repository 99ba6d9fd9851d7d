using Odoo.Connectors.Model;

namespace Odoo.Connectors.Revenue;

/// <summary>A contract's part of a movement of its customer.</summary>
internal sealed record Movement(RevenueMeasure Kind, ExternalRef Contract, ExternalRef Customer, DateOnly On, Money Amount);
