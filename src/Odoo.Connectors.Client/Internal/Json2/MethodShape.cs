namespace Odoo.Connectors.Client.Internal;

/// <summary>What has to be known of a method to turn arguments by position into arguments by name.</summary>
/// <param name="OnModel">Whether it is a method of the model itself, which takes no ids.</param>
/// <param name="Names">The arguments that may be given by position, in order.</param>
internal sealed record MethodShape(bool OnModel, params IReadOnlyList<string> Names);
