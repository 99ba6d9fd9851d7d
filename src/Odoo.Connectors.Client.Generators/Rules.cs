using Microsoft.CodeAnalysis;

namespace Odoo.Connectors.Client.Generators;

/// <summary>What can be wrong with a model.</summary>
internal static class Rules
{
    private const string Category = "Odoo.Connectors";

    public static readonly DiagnosticDescriptor NotPartial = new("OCC001", "Not partial",
        "'{0}' must be partial, so that the code of the Odoo model can be added", Category, DiagnosticSeverity.Error, true);

    public static readonly DiagnosticDescriptor UnsupportedType = new("OCC002", "Unsupported type",
        "'{0}' has the type '{1}', which holds no field of Odoo; {2}", Category, DiagnosticSeverity.Error, true);

    public static readonly DiagnosticDescriptor SameField = new("OCC003", "Two properties for one field",
        "'{0}' and '{1}' both stand for the field '{2}'", Category, DiagnosticSeverity.Error, true);

    public static readonly DiagnosticDescriptor NoId = new("OCC004", "No id",
        "'{0}' needs a property 'long Id' for the field 'id'", Category, DiagnosticSeverity.Error, true);

    public static readonly DiagnosticDescriptor NotMakeable = new("OCC005", "Cannot be made",
        "'{0}' cannot be made: {1}", Category, DiagnosticSeverity.Error, true);

    public static readonly DiagnosticDescriptor RequiredIgnored = new("OCC006", "Required but ignored",
        "'{0}' is required and ignored: nothing would set it", Category, DiagnosticSeverity.Error, true);

    public static readonly DiagnosticDescriptor BadName = new("OCC007", "No name of Odoo",
        "'{0}' is no name of {1}: these have small letters, digits and underscores only", Category, DiagnosticSeverity.Error, true);

    public static readonly DiagnosticDescriptor ValuesTaken = new("OCC008", "Values is taken",
        "'{0}' is writable, so that 'Values' is the name of its nested class; name the member otherwise, with [OdooField]", Category, DiagnosticSeverity.Error, true);

    public static readonly IReadOnlyDictionary<string, DiagnosticDescriptor> All = new[]
    {
        NotPartial, UnsupportedType, SameField, NoId, NotMakeable, RequiredIgnored, BadName, ValuesTaken,
    }.ToDictionary(r => r.Id);
}
