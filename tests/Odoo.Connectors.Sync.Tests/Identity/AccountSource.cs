using System.Globalization;
using System.Text;
using Odoo.Connectors.Model;

namespace Odoo.Connectors.Sync.Tests.Identity;

/// <summary>A CRM. Its deliveries are words: <c>v=5</c> is the version, <c>undelete</c> says so, the rest is the account.</summary>
internal sealed class AccountSource : ISource
{
    public string Name => "crm";

    /// <summary>What happens while an object is read.</summary>
    public Func<Task> OnRead { get; set; } = () => Task.CompletedTask;

    /// <summary>What is not there any more when it is read.</summary>
    public HashSet<string> Gone { get; } = [];

    public Task<SystemIdentity> IdentifyAsync(CancellationToken cancellationToken) => Task.FromResult(new SystemIdentity("crm-1", false));

    public async Task<byte[]?> ReadAsync(ExternalRef reference, CancellationToken cancellationToken)
    {
        await OnRead();
        return Gone.Contains(reference.Id) ? null : Encoding.UTF8.GetBytes(reference.Id);
    }

    public object Decode(ExternalRef reference, ReadOnlyMemory<byte> answer) => Encoding.UTF8.GetString(answer.Span);

    public Change DecodeChange(Delivery delivery)
    {
        string text = Encoding.UTF8.GetString(delivery.Payload.Span);
        string? version = text.Split(' ').FirstOrDefault(w => w.StartsWith("v=", StringComparison.Ordinal))?[2..];
        return new Change
        {
            System = Name,
            Kind = delivery.Kind,
            Subject = delivery.Subject,
            Record = delivery.Kind == ChangeKinds.RecordMerged ? delivery.Subject with { Id = text } : text,
            OccurredAt = delivery.OccurredAt,
            Version = version is null ? null : long.Parse(version, CultureInfo.InvariantCulture),
            IsUndelete = text.Contains("undelete", StringComparison.Ordinal),
        };
    }
}
