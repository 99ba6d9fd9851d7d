using System.Globalization;
using Odoo.Connectors.HubSpot.Internal.Api;
using Odoo.Connectors.Sync;

namespace Odoo.Connectors.HubSpot.Internal;

/// <summary>Whether the token belongs to the account that was meant, and whether that is a production account.</summary>
internal static class AccountCheck
{
    public static SystemIdentity Identity(string system, AccountDetails account, HubSpotOptions options)
    {
        if (account.PortalId is not { } portal)
        {
            throw new HubSpotException(ErrorKind.Protocol, $"HubSpot '{system}' does not say which portal the token belongs to; check ApiBase and ApiVersion.") { Field = "portalId" };
        }

        if (portal != options.PortalId)
        {
            throw new HubSpotException(
                ErrorKind.Configuration, $"The token of HubSpot '{system}' belongs to the portal {portal}, not to {options.PortalId}; correct PortalId or the token.")
            {
                Field = nameof(HubSpotOptions.PortalId),
            };
        }

        bool? isStandard = account.AccountType switch
        {
            "STANDARD" => true,
            "SANDBOX" or "DEVELOPER_TEST" or "APP_DEVELOPER" => false,
            _ => null,
        };
        return (isStandard, options.IsLive) switch
        {
            (false, true) => throw Wrong($"is a sandbox, test or developer account ({account.AccountType}) and IsLive is true; use the token of the production account, or leave IsLive out"),
            (null, null) => throw Wrong("does not say of a kind that is known here whether it is a production account; set IsLive"),
            _ => new SystemIdentity(portal.ToString(CultureInfo.InvariantCulture), options.IsLive ?? isStandard!.Value),
        };

        HubSpotException Wrong(string what) =>
            new(ErrorKind.Configuration, $"The portal {portal} of HubSpot '{system}' {what}.") { Field = nameof(HubSpotOptions.IsLive) };
    }
}
