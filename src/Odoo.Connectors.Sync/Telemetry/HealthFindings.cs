using System.Globalization;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Odoo.Connectors.Sync;

/// <summary>Gathers what a health check found: the worst status, what to do, and the numbers.</summary>
internal sealed class HealthFindings(DateTimeOffset now)
{
    private readonly Dictionary<string, object> _data = new(StringComparer.Ordinal);
    private readonly List<string> _sayings = [];
    private HealthStatus _worst = HealthStatus.Healthy;

    public void Add(HealthStatus status, string saying)
    {
        _worst = status < _worst ? status : _worst;
        _sayings.Add(saying);
    }

    public void Show(string name, object value) => _data[name] = value;

    /// <summary>Shows a number and an age in seconds, and says what to do when they are over a limit.</summary>
    public void Judge(string name, HealthLimits limits, long count, DateTimeOffset? since, string advice)
    {
        TimeSpan age = since is null || since > now ? TimeSpan.Zero : now - since.Value;
        Show(name, count);
        Show($"{name}.age", Math.Round(age.TotalSeconds));
        HealthStatus status = limits.Judge(count, age);
        if (status != HealthStatus.Healthy)
        {
            Add(status, string.Create(CultureInfo.InvariantCulture, $"{name}: {count}, the oldest for {age:d\\.hh\\:mm\\:ss}. {advice}"));
        }
    }

    public HealthCheckResult Result(string good) =>
        new(_worst, _sayings.Count == 0 ? good : string.Join(' ', _sayings), exception: null, _data);
}
