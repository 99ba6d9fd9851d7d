namespace Odoo.Connectors.Client.Tests;

internal enum PartnerType
{
    Contact,

    [OdooOption("other")]
    AnyOther,
}
