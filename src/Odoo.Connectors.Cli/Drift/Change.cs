namespace Odoo.Connectors.Cli.Drift;

/// <summary>Something of a model that is not as it was.</summary>
/// <param name="Model">The model.</param>
/// <param name="Field">The field; <see langword="null"/> if it is about the model.</param>
/// <param name="What">Which attribute.</param>
/// <param name="Old">What it was.</param>
/// <param name="New">What it is.</param>
/// <param name="IsDrift">Whether code that uses it is concerned.</param>
internal sealed record Change(string Model, string? Field, string What, string Old, string New, bool IsDrift)
{
    /// <summary>What stands for something that is not there.</summary>
    public const string Missing = "(missing)";

    /// <inheritdoc />
    public override string ToString() => $"{(IsDrift ? "drift" : "note")}: {Model}{(Field is null ? "" : "." + Field)}: {What} {Old} -> {New}";
}
