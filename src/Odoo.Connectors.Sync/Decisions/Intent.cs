using Odoo.Connectors.Model;

namespace Odoo.Connectors.Sync;

/// <summary>What a flow wants a target to hold, in the words of the model.</summary>
public sealed record Intent
{
    /// <summary>The configured name of the target.</summary>
    public required string Target { get; init; }

    /// <summary>What it is; the port chooses its plan by it. See <see cref="EffectKinds"/>.</summary>
    public required string Kind { get; init; }

    /// <summary>Whether it makes a document or sets a state.</summary>
    public required EffectClass Class { get; init; }

    /// <summary>The record or document in its source; the key of a document effect is made of it.</summary>
    public required ExternalRef Source { get; init; }

    /// <summary>Tells apart several documents of one source reference: an amendment's effective date and terms. The default is null.</summary>
    public string? Discriminator { get; init; }

    /// <summary>The record.</summary>
    public required object Record { get; init; }

    /// <summary>The customer it concerns, as the owner of customers holds it. The default is null.</summary>
    public Customer? Customer { get; init; }

    /// <summary>Who is invoiced, as the owner of customers holds it, where that is not <see cref="Customer"/>. The default is null.</summary>
    public Customer? InvoicedTo { get; init; }

    /// <summary>
    /// Why a person must approve it before it is sent, without data of persons. It is planned and held, with a case of the cause
    /// <c>approval</c>; what needs it waits. The default is null: nobody need approve it.
    /// </summary>
    public string? Hold { get; init; }

    /// <summary>Who proposed what is held: a person, who cannot approve it. The default is null: no person did.</summary>
    public string? ProposedBy { get; init; }

    /// <summary>Whether it need not wait for the effect before it in the list. The default is false.</summary>
    public bool Independent { get; init; }
}
