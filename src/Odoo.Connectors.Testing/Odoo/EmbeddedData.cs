namespace Odoo.Connectors.Testing;

/// <summary>Files that travel inside the assembly.</summary>
internal static class EmbeddedData
{
    public static string Text(string name)
    {
        using var stream = typeof(EmbeddedData).Assembly.GetManifestResourceStream(name)
            ?? throw new InvalidOperationException($"The assembly has no resource {name}.");
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
