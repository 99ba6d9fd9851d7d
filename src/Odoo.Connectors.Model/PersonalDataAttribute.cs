namespace Odoo.Connectors.Model;

/// <summary>
/// Marks a member that holds data of a person or a secret. It is left out of <c>ToString</c>, logs, spans, metrics
/// and exceptions, and goes when the person is erased.
/// </summary>
[AttributeUsage(AttributeTargets.Property | AttributeTargets.Parameter | AttributeTargets.Field)]
public sealed class PersonalDataAttribute : Attribute;
