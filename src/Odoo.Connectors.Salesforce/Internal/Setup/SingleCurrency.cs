using Odoo.Connectors.Salesforce.Internal.Api;
using Odoo.Connectors.Salesforce.Internal.Api.Wire;

namespace Odoo.Connectors.Salesforce.Internal.Setup;

/// <summary>
/// DefaultCurrency is right only where there is one currency: in an organisation that has several, or gets them one day, amounts of the others would
/// be taken for it. Looked at before opportunities are read, once an hour.
/// </summary>
internal sealed class SingleCurrency(string system, SalesforceApi api, Describer describer)
{
    private static readonly TimeSpan Interval = TimeSpan.FromHours(1);
    private long _lookedAt;

    /// <exception cref="ConnectorException">The organisation has several.</exception>
    public async Task DemandAsync(CancellationToken cancellationToken)
    {
        DateTimeOffset now = api.Time.GetUtcNow();
        if (api.Options.DefaultCurrency is null || now.UtcTicks - Interlocked.Read(ref _lookedAt) < Interval.Ticks)
        {
            return;
        }

        Description opportunity = await describer.ReadAsync("Opportunity", cancellationToken).ConfigureAwait(false);
        if (opportunity.Fields!.Any(f => f.Name == "CurrencyIsoCode"))
        {
            throw new ConnectorException(
                ErrorKind.Configuration,
                $"Salesforce '{system}' has several currencies, and DefaultCurrency stands for all of them: no opportunity is read. Take DefaultCurrency out; each opportunity names its own.")
            {
                Field = nameof(SalesforceOptions.DefaultCurrency),
            };
        }

        Interlocked.Exchange(ref _lookedAt, now.UtcTicks);
    }
}
