using System.Reflection;
using System.Runtime.Loader;
using System.Text.Json;
using Microsoft.CodeAnalysis;
using Odoo.Connectors.Cli.Generation;
using Odoo.Connectors.Cli.Schema;

namespace Odoo.Connectors.Cli.Tests;

/// <summary>What is generated compiles without a warning, and reads what Odoo sends.</summary>
public sealed class CompileTests
{
    private const string Probe = """
        #nullable enable
        using System.Text;
        using System.Text.Json;
        using Odoo.Connectors.Client;

        /// <summary>Reads one record.</summary>
        public static class Probe
        {
            /// <summary>Reads one record.</summary>
            /// <param name="json">The record.</param>
            /// <returns>What was read.</returns>
            public static string Run(string json)
            {
                Utf8JsonReader reader = new(Encoding.UTF8.GetBytes(json));
                reader.Read();
                Acme.XOdd odd = Of<Acme.XOdd>(ref reader);
                bool isAb = odd.State == Acme.XOdd.StateOption_2.AB_2;
                return $"{odd}|{odd.State.Raw}|{odd.State.IsKnown}|{isAb}|{odd.Weird}|{odd.Numbers}|{odd.XFoo}|{odd.XFooField}|{odd.Lines.Count}";
            }

            private static T Of<T>(ref Utf8JsonReader reader) where T : IOdooModel<T> => T.Read(ref reader, new OdooPageCache());
        }
        """;

    [Fact]
    public void Models_OfTheWholeRecordedSchema_CompileWithoutWarning()
    {
        string? file = Schemas.OfAllModels();
        Assert.SkipWhen(file is null, "The recorded schema of all models is not here; ODOO_FIXTURES names the folder that holds odoo-schema.");
        OdooSchema schema = Parse(File.ReadAllText(file));
        List<string> warnings = [];
        OdooSchema everything = FieldChoice.Apply(schema, null, schema.Models.Keys.ToDictionary(m => m, _ => new HashSet<string> { "*" }), warnings.Add);
        SortedDictionary<string, string> files = Generator.Files(everything, "Acme.Odoo");

        Assert.Empty(warnings);
        Assert.Equal(397 + 1, files.Count); // the models counted in the recording, and the manifest
        Assert.Equal(7460, files.Values.Sum(f => f.Split("    [OdooField(\"").Length - 1)); // the fields counted in the recording
        Assert.Empty(Compiler.Compile(files).Problems);
    }

    [Fact]
    public void Models_OfTheRecordedAnswers_CompileWithoutWarning()
    {
        SortedDictionary<string, string> files = Generator.Files(Parse(Schemas.Recorded()), "Acme.Odoo");
        Assert.Equal(12 + 1, files.Count);
        Assert.Empty(Compiler.Compile(files).Problems);
    }

    [Fact]
    public void Models_OfOddNames_CompileWithoutWarning()
    {
        List<string> warnings = [];
        Dictionary<string, HashSet<string>> fields = new() { ["x.odd"] = ["*"] };
        SortedDictionary<string, string> files = Generator.Files(FieldChoice.Apply(Parse(Schemas.Odd), null, fields, warnings.Add), "Acme");
        Assert.Equal(["x.odd.X_Upper is left out: a typed field's name has small letters, digits and underscores only."], warnings);
        Assert.Equal(["OdooReferenceRecord.g.cs", "XOdd.g.cs", "XOdd_2.g.cs", "odoo-models.json"], files.Keys);
        Assert.Empty(Compiler.Compile(files).Problems);
    }

    [Theory]
    [InlineData("draft", "True|False")]
    [InlineData("a_b", "True|True")]
    [InlineData("new in a later version", "False|False")]
    public void Read_OfAGeneratedRecord_KeepsUnknownValuesAndTypes(string state, string known)
    {
        OdooSchema schema = FieldChoice.Apply(Parse(Schemas.Odd), ["x.odd"], [], _ => { });
        (Compilation compilation, IReadOnlyList<string> problems) = Compiler.Compile(Generator.Files(schema, "Acme").Append(new("Probe.cs", Probe)));
        Assert.Empty(problems);
        using MemoryStream image = new();
        Assert.True(compilation.Emit(image, cancellationToken: TestContext.Current.CancellationToken).Success);
        image.Position = 0;
        AssemblyLoadContext context = new("generated", isCollectible: true);
        MethodInfo run = context.LoadFromStream(image).GetType("Probe")!.GetMethod("Run")!;

        string json = $$"""
            {"id":7,"x_odd":false,"values":false,"class":false,"to_string":false,"1st":false,"x__foo":"two","x_foo":"one","state_option":false,"date_only":false,
            "weird":{"a":[1]},"numbers":1,"name":"N","lines":[3,4],"state":{{JsonSerializer.Serialize(state)}}}
            """;
        Assert.Equal($$"""x.odd,7|{{state}}|{{known}}|{"a":[1]}|1|two|one|2""", run.Invoke(null, [json]));
    }

    private static OdooSchema Parse(string json)
    {
        using JsonDocument document = JsonDocument.Parse(json);
        return SchemaReader.Read(document.RootElement, "schema.json");
    }
}
