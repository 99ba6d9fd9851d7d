using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Odoo.Connectors.Model;
using Odoo.Connectors.Sync;

namespace Odoo.Connectors.Erp;

/// <summary>One company of one Odoo database as a port that is read for changes too.</summary>
internal sealed class OdooFeedPort : OdooErpPort, ISource, IListedFeed, IWebhookFeed
{
    /// <summary>What a deletion is told as; there is no payload.</summary>
    public const string Gone = "gone";

    private readonly OdooFeedOptions _feed;

    internal OdooFeedPort(IServiceProvider services, string name)
        : base(services, name)
    {
        _feed = Options.Feed;
        Streams = [.. _feed.Streams.Distinct(StringComparer.Ordinal)];
    }

    public IReadOnlyList<string> Streams { get; }

    public TimeSpan Interval => _feed.Interval;

    public int MaxBodyBytes => 1024 * 1024;

    public bool TakesPathSecret => true;

    public Task<PollPage> PollAsync(string stream, string? watermark, CancellationToken cancellationToken) => Stream.PollAsync(stream, watermark, cancellationToken);

    public string? Begin(string stream, DateTimeOffset? from) => Stream.Begin(stream, from);

    /// <summary>Matchings, lines and due days are only noticed, never recognised as gone: documents, payments and orders tell of those that are there no more.</summary>
    public bool IsExhaustive(string stream) => stream is not (OdooStreams.Matches or OdooStreams.ContractLines or OdooStreams.Overdue);

    public Task<IdPage> ListAsync(string stream, string? after, CancellationToken cancellationToken) => Stream.ListAsync(stream, after, cancellationToken);

    public async Task<Delivery?> AbsentAsync(string stream, ExternalRef subject, CancellationToken cancellationToken) =>
        await Stream.IsThereAsync(stream, subject, cancellationToken).ConfigureAwait(false) ? null : new Delivery
        {
            System = Name,
            Kind = Gone,
            // A customer's own lane; of what else is gone nobody tells any more whose it was.
            Lane = subject.Kind == RecordKinds.Customer ? $"{Name}:{subject.Id}" : $"{Name}:gone/{subject.Kind}/{subject.Id}",
            Subject = subject,
            OccurredAt = Clock.GetUtcNow(),
            Payload = ReadOnlyMemory<byte>.Empty,
        };

    public Change DecodeChange(Delivery delivery) => new()
    {
        System = Name,
        Kind = delivery.Kind switch
        {
            BookReader.Partner => delivery.Subject.Kind == RecordKinds.Contact ? ChangeKinds.ContactSeen : ChangeKinds.CustomerSeen,
            OrderReader.Order => ChangeKinds.ContractSeen,
            BookReader.Move => ChangeKinds.DocumentStatus,
            BookReader.Payment => ChangeKinds.PaymentBooked,
            Gone => ChangeKinds.RecordGone,
            _ => throw new ConnectorException(ErrorKind.Protocol, $"Odoo '{Name}' brings no deliveries of the kind '{delivery.Kind}'."),
        },
        Subject = delivery.Subject,
        Record = delivery.Kind == Gone ? null : Decode(delivery.Subject, delivery.Payload),
        OccurredAt = delivery.OccurredAt,
    };

    public WebhookResult Receive(Func<string, string?> header, ReadOnlyMemory<byte> body)
    {
        ArgumentNullException.ThrowIfNull(header);
        return _feed.WebhookSecret is not string secret ? WebhookResult.Refuse(404, $"Odoo '{Name}' takes no webhooks; set Systems:{Name}:Feed:WebhookSecret.")
            : !IsSame(header(WebhookRequest.PathSecret), secret) ? WebhookResult.Refuse(401, $"The address does not end in Systems:{Name}:Feed:WebhookSecret; correct the URL of the automation in Odoo.")
            : ModelIn(body) is not string model ? WebhookResult.Refuse(400, "The body is no record of an Odoo webhook: it names no _model.")
            : Concerned(model).Where(Streams.Contains).ToList() is { Count: > 0 } streams ? WebhookResult.Hint(streams)
            : WebhookResult.Refuse(422, $"Nothing that Odoo '{Name}' is polled for depends on this model; name its stream in Systems:{Name}:Feed:Streams, or remove the automation.");
    }

    private static bool IsSame(string? given, string secret) =>
        CryptographicOperations.FixedTimeEquals(SHA256.HashData(Encoding.UTF8.GetBytes(given ?? "")), SHA256.HashData(Encoding.UTF8.GetBytes(secret)));

    private static string[] Concerned(string model) => model switch
    {
        BookReader.Partner => [OdooStreams.Partners],
        BookReader.Move => [OdooStreams.Documents, OdooStreams.Matches],
        BookReader.Payment => [OdooStreams.Payments, OdooStreams.Matches],
        OrderReader.Order => [OdooStreams.Contracts],
        OrderReader.OrderLine => [OdooStreams.ContractLines],
        _ => [],
    };

    /// <summary>The record's values are not looked at: they were true when the webhook was made.</summary>
    private static string? ModelIn(ReadOnlyMemory<byte> body)
    {
        try
        {
            using JsonDocument json = JsonDocument.Parse(body);
            return json.RootElement.ValueKind == JsonValueKind.Object && json.RootElement.TryGetProperty("_model", out JsonElement model) && model.ValueKind == JsonValueKind.String
                ? model.GetString() : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
