using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Odoo.Connectors.Erp;

namespace Odoo.Connectors.Collections;

/// <summary>The day that it is in a company.</summary>
internal static class CompanyDays
{
    public static DateOnly Today(IServiceProvider services, string ledger, TimeProvider clock) =>
        new CompanyCalendar(services.GetRequiredService<IOptionsMonitor<OdooErpOptions>>().Get(ledger).TimeZone).DayOf(clock.GetUtcNow());
}
