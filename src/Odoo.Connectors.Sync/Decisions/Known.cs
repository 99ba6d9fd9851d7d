using Odoo.Connectors.Model;

namespace Odoo.Connectors.Sync;

/// <summary>
/// What is known while deciding. Each question is answered at once or recorded as a need; a decider asks on as far as it
/// can and then answers <see cref="Decision.Needs"/>, so that several needs are fetched in one round.
/// </summary>
public sealed class Known
{
    private readonly Func<ExternalRef, byte[], object> _decode;
    private readonly Dictionary<Need, object?> _answers;
    private readonly Dictionary<ExternalRef, object?> _decoded = [];
    private readonly HashSet<Need> _missing = [];
    private readonly IReadOnlyDictionary<string, string> _accounts;

    internal Known(
        IReadOnlyDictionary<string, string> accounts,
        DateTimeOffset now,
        Dictionary<Need, object?> answers,
        Func<ExternalRef, byte[], object> decode)
    {
        _accounts = accounts;
        _answers = answers;
        _decode = decode;
        Now = now;
    }

    /// <summary>The time of this decision, UTC.</summary>
    public DateTimeOffset Now { get; }

    /// <summary>Whether something that was asked for is not known yet.</summary>
    public bool HasNeeds => _missing.Count > 0;

    internal IReadOnlyCollection<Need> Missing => _missing;

    /// <summary>The vendor's account id behind a configured system.</summary>
    /// <param name="system">The configured name.</param>
    /// <returns>The account id; part of every key.</returns>
    /// <exception cref="ConnectorException">No system of that name is connected.</exception>
    public string Account(string system) => _accounts.TryGetValue(system, out string? account)
        ? account
        : throw new ConnectorException(ErrorKind.Configuration, $"No system named '{system}' is connected; add it or correct the name.");

    /// <summary>The configured names of the account behind a system, itself among them: several may be parts of one account.</summary>
    internal IEnumerable<string> NamesOf(string system) => _accounts.Where(a => a.Value == Account(system)).Select(a => a.Key);

    /// <summary>Asks for an object as its system holds it now.</summary>
    /// <typeparam name="T">The record its reader decodes it to.</typeparam>
    /// <param name="reference">The object.</param>
    /// <param name="record">The record, or null when the system has no such object.</param>
    /// <returns>False when it is not known yet.</returns>
    public bool TryRead<T>(ExternalRef reference, out T? record)
        where T : class
    {
        record = null;
        if (!TryAnswer(new Need.Read(reference), out object? bytes))
        {
            return false;
        }

        if (bytes is not null)
        {
            if (!_decoded.TryGetValue(reference, out object? decoded))
            {
                _decoded[reference] = decoded = _decode(reference, (byte[])bytes);
            }

            record = (T?)decoded;
        }

        return true;
    }

    /// <summary>Asks the identity map.</summary>
    /// <param name="reference">A reference in any system.</param>
    /// <param name="link">The record it belongs to, or null when the map does not know it.</param>
    /// <returns>False when it is not known yet.</returns>
    public bool TryLink(ExternalRef reference, out RecordLink? link)
    {
        bool known = TryAnswer(new Need.Link(reference), out object? answer);
        link = (RecordLink?)answer;
        return known;
    }

    /// <summary>Asks for the values last agreed with a system.</summary>
    /// <param name="reference">The record in that system.</param>
    /// <param name="shadow">The shadow, empty when nothing was agreed yet.</param>
    /// <returns>False when it is not known yet.</returns>
    public bool TryShadow(ExternalRef reference, out Shadow shadow)
    {
        bool known = TryAnswer(new Need.ShadowOf(reference), out object? answer);
        shadow = (Shadow?)answer ?? Shadow.Empty;
        return known;
    }

    /// <summary>Asks where an effect stands.</summary>
    /// <param name="key">Its key.</param>
    /// <param name="effect">The effect, or null when none was planned under this key.</param>
    /// <returns>False when it is not known yet.</returns>
    public bool TryEffect(string key, out EffectSummary? effect)
    {
        bool known = TryAnswer(new Need.Effect(key), out object? answer);
        effect = (EffectSummary?)answer;
        return known;
    }

    /// <summary>Asks whether a target record has effects that are not finished.</summary>
    /// <param name="target">The configured name of the target.</param>
    /// <param name="subject">The subject as the port plans it.</param>
    /// <param name="busy">Whether there are any.</param>
    /// <returns>False when it is not known yet.</returns>
    public bool TryBusy(string target, string subject, out bool busy)
    {
        bool known = TryAnswer(new Need.Busy(target, subject), out object? answer);
        busy = answer is true;
        return known;
    }

    /// <summary>Asks whether the mappings of a target may be planned by.</summary>
    internal bool TryMappingApproval(string target, out bool approved)
    {
        bool known = TryAnswer(new Need.MappingApproval(target), out object? answer);
        approved = answer is true;
        return known;
    }

    /// <summary>The key of a document effect: the target's account, the kind, and the source document's own reference.</summary>
    /// <param name="target">The configured name of the target.</param>
    /// <param name="kind">The kind of effect.</param>
    /// <param name="source">The document in its source.</param>
    /// <param name="discriminator">For an amendment its effective date and terms; otherwise null.</param>
    /// <returns>The key.</returns>
    public string DocumentKey(string target, string kind, ExternalRef source, string? discriminator = null)
    {
        ArgumentNullException.ThrowIfNull(source);
        string key = $"{Account(target)}|{kind}|{Account(source.System)}/{source.Kind}/{source.Id}";
        return discriminator is null ? key : $"{key}|{discriminator}";
    }

    private bool TryAnswer(Need need, out object? answer)
    {
        if (_answers.TryGetValue(need, out answer))
        {
            return true;
        }

        _missing.Add(need);
        return false;
    }
}
