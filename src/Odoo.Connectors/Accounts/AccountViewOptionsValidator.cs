using Microsoft.Extensions.Options;

namespace Odoo.Connectors.Accounts;

internal sealed class AccountViewOptionsValidator : IValidateOptions<AccountViewOptions>
{
    public ValidateOptionsResult Validate(string? name, AccountViewOptions options) =>
        options.Patience < TimeSpan.FromMilliseconds(100) || options.Patience > TimeSpan.FromMinutes(5)
            ? ValidateOptionsResult.Fail("AccountView:Patience must be from 100 milliseconds to 5 minutes.")
            : options.MostRecords is < 1 or > 500 ? ValidateOptionsResult.Fail("AccountView:MostRecords must be from 1 to 500.")
            : ValidateOptionsResult.Success;
}
