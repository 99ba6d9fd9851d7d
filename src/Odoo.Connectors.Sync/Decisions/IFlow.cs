namespace Odoo.Connectors.Sync;

/// <summary>A business flow: decides what a change means. Pure, so that it can be replayed, previewed and tested without a network.</summary>
public interface IFlow
{
    /// <summary>The record types whose owner this flow asks for; one without an owner stops the host at start. The default is none.</summary>
    IReadOnlyList<Type> Requires => [];

    /// <summary>The systems that this flow writes to by its own choice; one that takes no writes stops the host at start. The default is none.</summary>
    IReadOnlyList<string> Targets => [];

    /// <summary>
    /// Fails for a rule that this flow could not act by: the host does not start, and no rule is ignored in silence. Called once, at start.
    /// The default takes every rule.
    /// </summary>
    /// <param name="ownership">Who owns what.</param>
    /// <exception cref="ConnectorException">Names the rule and what to write instead.</exception>
    void Check(OwnershipTable ownership)
    {
    }

    /// <summary>Whether this flow decides changes of a kind.</summary>
    /// <param name="changeKind">The kind.</param>
    /// <returns>True when <see cref="Decide"/> should be asked.</returns>
    bool Handles(string changeKind);

    /// <summary>
    /// Decides. What it must know it asks of <paramref name="known"/>; when something was missing it answers
    /// <see cref="Decision.Needs"/>, the engine fetches it, commits the answers and asks again.
    /// </summary>
    /// <param name="change">What happened.</param>
    /// <param name="known">What is known.</param>
    /// <returns>The decision.</returns>
    Decision Decide(Change change, Known known);
}
