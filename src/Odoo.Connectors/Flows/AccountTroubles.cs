using System.Text.Json;
using Odoo.Connectors.Model;
using Odoo.Connectors.Sync;

namespace Odoo.Connectors.Flows;

/// <summary>
/// What stands against a customer's money: of each invoice the latest attempt to collect it that failed, or that it failed, and the disputes that are open; and
/// where its contract stood when it was told last, with the latest of those that ended. It is kept with the customer, as its owner names it, so that whatever is told of the account tells
/// all of it: codes, ids and amounts.
/// </summary>
internal sealed class AccountTroubles
{
    public const string Field = "troubles";
    public const string Kind = "account-troubles";
    private const int MostKept = 50;
    private readonly ExternalRef _of;
    private readonly TroubleList? _before;
    private readonly List<FailedAttempt> _failures;
    private readonly List<OpenDispute> _disputes;
    private readonly List<string> _uncollected;
    private readonly List<string> _ended;

    public AccountTroubles(ExternalRef customer, Shadow shadow)
    {
        _of = Of(customer);
        _before = shadow.Kept(Field) is string text ? JsonSerializer.Deserialize(text, TroubleJson.Default.TroubleList) : null;
        _failures = [.. _before?.Failures ?? []];
        _disputes = [.. _before?.Disputes ?? []];
        _uncollected = [.. _before?.Uncollected ?? []];
        _ended = [.. _before?.Ended ?? []];
        Contract = _before?.Contract;
    }

    /// <summary>Where they stand.</summary>
    public static ExternalRef Of(ExternalRef customer) => customer with { Kind = Kind };

    public IReadOnlyList<FailedAttempt> Failures => _failures;

    public IReadOnlyList<OpenDispute> Disputes => _disputes;

    /// <summary>The latest failure, or none of them any more; null where there never was one.</summary>
    public CollectionFailure? Latest => _failures.MaxBy(f => f.At)?.ToCollectionFailure() ?? (_before is { HadFailures: true } ? CollectionFailure.None : null);

    /// <summary>What could not be collected of an invoice; null where nothing is known to have failed that was not made good.</summary>
    public CollectionFailure? FailureOf(ExternalRef invoice) => _failures.Find(f => f.Invoice == invoice.ToString())?.ToCollectionFailure();

    /// <summary>Where the contract stood that was told of last; null where none was.</summary>
    public ContractStatus? Contract { get; private set; }

    /// <summary>All of it, as of now.</summary>
    public TroubleList Told => new(
        [.. _failures.OrderBy(f => f.At).TakeLast(MostKept)], [.. _disputes.TakeLast(MostKept)], _failures.Count > 0 || _before is { HadFailures: true }, Contract,
        [.. _uncollected.TakeLast(MostKept)], [.. _ended.TakeLast(MostKept)]);

    /// <summary>What an invoice of no contract leaves the account at: it neither begins a contract nor pays another invoice.</summary>
    public ContractStatus Standing => _failures.Count > 0 || _uncollected.Count > 0 ? ContractStatus.PastDue : Contract ?? ContractStatus.Active;

    /// <summary>What to remember; null where it is as it was.</summary>
    public Snapshot? Seen { get; private set; }

    /// <summary>An attempt failed. One that is older than what is known of its invoice is no news.</summary>
    public void Fail(PaymentAttempt attempt)
    {
        FailedAttempt failed = FailedAttempt.Of(attempt);
        if (_failures.Find(f => f.Invoice == failed.Invoice) is { } known && known.At >= failed.At)
        {
            return;
        }

        _failures.RemoveAll(f => f.Invoice == failed.Invoice);
        _failures.Add(failed);
        Keep();
    }

    /// <summary>Its source says of an open invoice whether it could be collected, and of no attempt.</summary>
    public void Stand(ExternalRef invoice, bool collectionFailed)
    {
        string name = invoice.ToString();
        if (collectionFailed != _uncollected.Contains(name))
        {
            _uncollected.Remove(name);
            _uncollected.AddRange(collectionFailed ? [name] : []);
            Keep();
        }
    }

    /// <summary>A contract stands so.</summary>
    public void Stand(ExternalRef contract, ContractStatus status)
    {
        string name = contract.ToString();
        bool isEnded = status == ContractStatus.Ended;
        // Nothing kept stands for active: most customers never have anything to keep.
        if ((Contract ?? ContractStatus.Active) != status || isEnded != _ended.Contains(name))
        {
            Contract = status;
            _ended.Remove(name);
            _ended.AddRange(isEnded ? [name] : []);
            Keep();
        }
    }

    /// <summary>An invoice is owed no more.</summary>
    public void Settle(ExternalRef invoice)
    {
        Stand(invoice, collectionFailed: false);
        if (_failures.RemoveAll(f => f.Invoice == invoice.ToString()) > 0)
        {
            Keep();
        }
    }

    /// <summary>A dispute stands so.</summary>
    public void Dispute(Dispute dispute)
    {
        OpenDispute open = new(dispute.Ref.ToString(), dispute.Invoice?.ToString());
        bool isOpen = dispute.Status == DisputeStatus.Open;
        if (isOpen != _disputes.Contains(open))
        {
            _disputes.RemoveAll(d => d.Id == open.Id);
            _disputes.AddRange(isOpen ? [open] : []);
            Keep();
        }
    }

    private void Keep() => Seen = new Snapshot(_of, new Dictionary<string, string?>())
    {
        Kept = new Dictionary<string, string> { [Field] = JsonSerializer.Serialize(Told, TroubleJson.Default.TroubleList) },
    };
}
