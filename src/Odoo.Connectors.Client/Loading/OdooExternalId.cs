using System.Diagnostics.CodeAnalysis;
using System.Text.RegularExpressions;

namespace Odoo.Connectors.Client;

/// <summary>An external id of Odoo, such as <c>base.de</c>: the key by which <c>load</c> creates or updates.</summary>
public readonly partial record struct OdooExternalId
{
    private const int Longest = 1_000;

    private readonly string? _module;
    private readonly string? _name;

    /// <summary>Makes an external id. <see cref="OdooExternalIds"/> makes one from another system's id.</summary>
    /// <param name="module">The module: letters, digits and underscores.</param>
    /// <param name="name">The name: no white space, at most 1000 characters.</param>
    /// <exception cref="ArgumentException">One of them is nothing that Odoo takes.</exception>
    public OdooExternalId(string module, string name)
    {
        ArgumentNullException.ThrowIfNull(module);
        ArgumentNullException.ThrowIfNull(name);
        _module = ModuleForm().IsMatch(module) ? module
            : throw new ArgumentException("A module consists of letters, digits and underscores, at most 100.", nameof(module));
        _name = name.Length is > 0 and <= Longest && !name.Any(char.IsWhiteSpace) && !name.Any(char.IsControl) ? name
            : throw new ArgumentException("A name has 1 to 1000 characters, none of them white space.", nameof(name));
    }

    /// <summary>The module.</summary>
    /// <exception cref="InvalidOperationException">This is the default value, which is no external id.</exception>
    public string Module => _module ?? throw NoId();

    /// <summary>The name within the module.</summary>
    /// <exception cref="InvalidOperationException">This is the default value, which is no external id.</exception>
    public string Name => _name ?? throw NoId();

    /// <summary>Reads <c>module.name</c>. The name may hold further dots.</summary>
    /// <param name="text">The text.</param>
    /// <returns>The external id.</returns>
    /// <exception cref="FormatException">The text is none.</exception>
    public static OdooExternalId Parse(string text) =>
        TryParse(text, out OdooExternalId id) ? id : throw new FormatException("An external id is written module.name, without white space.");

    /// <summary>Reads <c>module.name</c>. The name may hold further dots.</summary>
    /// <param name="text">The text.</param>
    /// <param name="id">The external id.</param>
    /// <returns>Whether the text is one.</returns>
    public static bool TryParse([NotNullWhen(true)] string? text, out OdooExternalId id)
    {
        int dot = text?.IndexOf('.', StringComparison.Ordinal) ?? -1;
        try
        {
            id = dot > 0 ? new OdooExternalId(text![..dot], text[(dot + 1)..]) : default;
            return dot > 0;
        }
        catch (ArgumentException)
        {
            id = default;
            return false;
        }
    }

    /// <summary>The id as Odoo writes it.</summary>
    /// <returns>Such as <c>base.de</c>.</returns>
    public override string ToString() => _module is null ? "" : $"{_module}.{_name}";

    private static InvalidOperationException NoId() => new("This external id was never set.");

    [GeneratedRegex("^[A-Za-z0-9_]{1,100}$", RegexOptions.CultureInvariant)]
    private static partial Regex ModuleForm();
}
