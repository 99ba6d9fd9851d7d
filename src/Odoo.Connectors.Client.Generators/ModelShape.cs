namespace Odoo.Connectors.Client.Generators;

/// <summary>Everything that the code of one model is made from; compared by value.</summary>
internal sealed record ModelShape
{
    public string ModelName { get; init; } = "";

    public bool IsWritable { get; init; }

    public string? Namespace { get; init; }

    /// <summary>The type and those around it, outermost first, as they are declared: <c>partial record Partner</c>.</summary>
    public EquatableArray<string> Declarations { get; init; }

    /// <summary>The type's full name with <c>global::</c>.</summary>
    public string TypeName { get; init; } = "";

    /// <summary>The name of the file, without its ending.</summary>
    public string FileName { get; init; } = "";

    /// <summary>The fields, <c>id</c> first.</summary>
    public EquatableArray<FieldShape> Fields { get; init; }

    /// <summary>The properties that the constructor takes, in order; the others are initialised.</summary>
    public EquatableArray<string> Constructor { get; init; }

    public EquatableArray<Problem> Problems { get; init; }
}
