using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;

namespace Odoo.Connectors.Client.Generators;

/// <summary>Adds to every type with <c>[OdooModel]</c> what makes it a typed model of the client.</summary>
[Generator(LanguageNames.CSharp)]
internal sealed class ModelGenerator : IIncrementalGenerator
{
    internal const string Step = "Models";

    /// <inheritdoc />
    public void Initialize(IncrementalGeneratorInitializationContext context)
    {
        IncrementalValuesProvider<ModelShape> models = context.SyntaxProvider
            .ForAttributeWithMetadataName("Odoo.Connectors.Client.OdooModelAttribute", (_, _) => true, (found, _) => ShapeReader.Read(found))
            .WithTrackingName(Step);
        context.RegisterSourceOutput(models, static (output, model) =>
        {
            foreach (Problem problem in model.Problems)
            {
                output.ReportDiagnostic(problem.ToDiagnostic());
            }

            if (model.Problems.Count == 0)
            {
                output.AddSource($"{model.FileName}.g.cs", SourceText.From(ModelEmitter.Emit(model), Encoding.UTF8));
            }
        });
    }
}
