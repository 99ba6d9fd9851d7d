using System.Globalization;
using System.Text.RegularExpressions;
using Odoo.Connectors.Sync;

namespace Odoo.Connectors.Salesforce.Internal.Api;

/// <summary>What every answer says of the organisation's calls within 24 hours. Only its part <c>api-usage</c> counts, that of a single app does not.</summary>
internal static partial class DailyLimit
{
    private const string Header = "Sforce-Limit-Info";

    public static IEnumerable<ApiLimit> Read(HttpResponseMessage response) =>
        response.Headers.TryGetValues(Header, out IEnumerable<string>? values)
        && Usage().Match(string.Join(';', values)) is { Success: true } match
        && long.TryParse(match.Groups[1].ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture, out long used)
        && long.TryParse(match.Groups[2].ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture, out long max)
        && max > 0
            ? [new ApiLimit("daily", Math.Max(0, max - used), max, TimeSpan.FromDays(1))]
            : [];

    [GeneratedRegex(@"(?:\A|[;,\s])api-usage=([0-9]{1,15})/([0-9]{1,15})")]
    private static partial Regex Usage();
}
