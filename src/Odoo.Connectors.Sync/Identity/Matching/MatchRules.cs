namespace Odoo.Connectors.Sync;

/// <summary>
/// How records of one type are recognised as the same before one is created. Each rule makes a normalised key of a record
/// (see <see cref="MatchKey"/>); equal keys add the rule's weight to a score. At <see cref="Accept"/> or more the record joins the
/// one that is there, from <see cref="Review"/> on a person is asked, below a new record is made.
/// </summary>
/// <typeparam name="T">The record type, for example <c>Customer</c>.</typeparam>
public sealed class MatchRules<T>
    where T : class
{
    private readonly List<MatchRule> _rules = [];
    private int _accept = 100;
    private int _review = 40;

    /// <summary>A key that names one record: who has another one is somebody else, whatever else they share.</summary>
    /// <param name="name">The rule's name; it stands in the cases.</param>
    /// <param name="key">The normalised key of a record, null where it has none.</param>
    /// <param name="weight">What an equal key adds to the score. The default is 100: it decides alone.</param>
    /// <returns>These rules.</returns>
    public MatchRules<T> Identifies(string name, Func<T, string?> key, int weight = 100) => Add(name, key, weight, MatchRuleKind.Identifies);

    /// <summary>A key that speaks for two records being one.</summary>
    /// <param name="name">The rule's name; it stands in the cases.</param>
    /// <param name="key">The normalised key of a record, null where it has none.</param>
    /// <param name="weight">What an equal key adds to the score.</param>
    /// <returns>These rules.</returns>
    public MatchRules<T> Supports(string name, Func<T, string?> key, int weight) => Add(name, key, weight, MatchRuleKind.Supports);

    /// <summary>A key that many may share, such as an e-mail address: it can ask a person, it never decides.</summary>
    /// <param name="name">The rule's name; it stands in the cases.</param>
    /// <param name="key">The normalised key of a record, null where it has none.</param>
    /// <param name="weight">What an equal key adds to the score that asks. The default is 40: it asks alone.</param>
    /// <returns>These rules.</returns>
    public MatchRules<T> Hint(string name, Func<T, string?> key, int weight = 40) => Add(name, key, weight, MatchRuleKind.Hint);

    /// <summary>From which score on two records are one.</summary>
    /// <param name="score">The score. The default is 100.</param>
    /// <returns>These rules.</returns>
    public MatchRules<T> Accept(int score)
    {
        _accept = score;
        return this;
    }

    /// <summary>From which score on a person is asked.</summary>
    /// <param name="score">The score. The default is 40.</param>
    /// <returns>These rules.</returns>
    public MatchRules<T> Review(int score)
    {
        _review = score;
        return this;
    }

    internal MatchRuleSet Build(string? target)
    {
        string? fault = _rules.Count == 0 ? "has no rule; add Identifies, Supports or Hint"
            : _rules.FirstOrDefault(r => r.Weight <= 0) is MatchRule weightless ? $"gives '{weightless.Name}' the weight {weightless.Weight}; make it positive"
            : _rules.GroupBy(r => r.Name, StringComparer.Ordinal).FirstOrDefault(g => g.Count() > 1) is { } twice ? $"has two rules named '{twice.Key}'; name each differently"
            : _review <= 0 || _review > _accept ? $"asks from {_review} and accepts from {_accept}; make 0 < Review <= Accept"
            : null;
        return fault is null
            ? new MatchRuleSet(typeof(T), target, [.. _rules], _accept, _review)
            : throw new ConnectorException(ErrorKind.Configuration, $"Match<{typeof(T).Name}> {fault}.");
    }

    private MatchRules<T> Add(string name, Func<T, string?> key, int weight, MatchRuleKind kind)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        ArgumentNullException.ThrowIfNull(key);
        _rules.Add(new MatchRule(name, record => key((T)record), weight, kind));
        return this;
    }
}
