using System.Globalization;
using System.Linq.Expressions;
using System.Reflection;
using System.Text.Json;

namespace Odoo.Connectors.Sync;

/// <summary>
/// Reads a mapping's expression once: its words for provenance and version, the fields and tables it names, and the same expression
/// with everything it captured frozen, so that what runs is what was hashed.
/// </summary>
internal sealed class MappedExpression : ExpressionVisitor
{
    private static readonly HashSet<Type> Types = [typeof(string), typeof(bool), typeof(int), typeof(long), typeof(decimal), typeof(DateOnly)];
    private readonly string _field;

    private MappedExpression(string field) => _field = field;

    public LambdaExpression Frozen { get; private set; } = null!;

    public string Text { get; private set; } = "";

    public SortedSet<string> Sources { get; } = new(StringComparer.Ordinal);

    public List<LookupTable> Tables { get; } = [];

    public static MappedExpression Of<T>(Expression<Func<T, object?>> lambda, string field)
    {
        MappedExpression read = new(field);
        Expression body = Bare(lambda.Body);
        if (!Types.Contains(Nullable.GetUnderlyingType(body.Type) ?? body.Type))
        {
            throw read.Refusal($"is a {body.Type.Name}; make it a text, a truth value, a whole number, a decimal or a DateOnly");
        }

        read.Frozen = (LambdaExpression)read.Visit(lambda);
        read.Text = read.Words(Bare(read.Frozen.Body));
        return read;
    }

    /// <summary>Replaces what the expression captured by its present value.</summary>
    protected override Expression VisitMember(MemberExpression node)
    {
        if (node.Expression is null or ConstantExpression && node.Member is FieldInfo or PropertyInfo && !IsPath(node))
        {
            object? owner = (node.Expression as ConstantExpression)?.Value;
            object? value = node.Member is FieldInfo captured ? captured.GetValue(owner) : ((PropertyInfo)node.Member).GetValue(owner);
            return Expression.Constant(value, node.Type);
        }

        return base.VisitMember(node);
    }

    private static Expression Bare(Expression node) =>
        node is UnaryExpression { NodeType: ExpressionType.Convert or ExpressionType.ConvertChecked } convert ? Bare(convert.Operand) : node;

    private static bool IsPath(Expression? node) => node switch
    {
        ParameterExpression => true,
        MemberExpression member => IsPath(member.Expression),
        MethodCallExpression { Method.Name: "get_Item", Arguments: [ConstantExpression] } item => IsPath(item.Object),
        UnaryExpression { NodeType: ExpressionType.Convert } convert => IsPath(convert.Operand),
        _ => false,
    };

    private static string Path(Expression node) => node switch
    {
        MemberExpression member => Join(Path(member.Expression!), member.Member.Name),
        MethodCallExpression item => Join(Path(item.Object!), (string)((ConstantExpression)item.Arguments[0]).Value!),
        UnaryExpression convert => Path(convert.Operand),
        _ => "",
    };

    private static string Join(string path, string name) => path.Length == 0 ? name : $"{path}.{name}";

    private string Words(Expression node)
    {
        node = Bare(node);
        if (IsPath(node))
        {
            string path = Path(node);
            Sources.Add(path.Length == 0 ? "the record" : path);
            return path.Length == 0 ? "record" : path;
        }

        return node switch
        {
            ConstantExpression constant => Literal(constant.Value),
            MethodCallExpression call => $"{Name(call.Method)}({string.Join(", ", call.Arguments.Prepend(call.Object!).Where(a => a is not null).Select(Words))})",
            MemberExpression member => $"{Words(member.Expression!)}.{member.Member.Name}",
            BinaryExpression binary => $"({Words(binary.Left)} {binary.NodeType} {Words(binary.Right)})",
            UnaryExpression unary => $"{unary.NodeType}({Words(unary.Operand)})",
            ConditionalExpression choice => $"({Words(choice.Test)} ? {Words(choice.IfTrue)} : {Words(choice.IfFalse)})",
            _ => throw Refusal($"has a part that cannot be told in words ({node.NodeType}); move it into a static method"),
        };
    }

    private string Literal(object? value)
    {
        switch (value)
        {
            case LookupTable table:
                Tables.Add(table);
                return table.Name;
            case CultureInfo culture:
                return culture.Name.Length == 0 ? "invariant" : culture.Name;
            case null:
                return "null";
            case string text:
                return $"'{JsonEncodedText.Encode(text)}'";
            case IFormattable plain and (int or long or decimal or DateOnly or Enum):
                return plain.ToString(null, CultureInfo.InvariantCulture);
            case bool truth:
                return truth ? "true" : "false";
            default:
                throw Refusal($"captures a {value.GetType().Name}, whose content has no version; use constants, a LookupTable, or a static method");
        }
    }

    private static string Name(MethodInfo method) =>
        method.DeclaringType == typeof(MapText) || method.DeclaringType == typeof(string) ? method.Name.ToLowerInvariant() : $"{method.DeclaringType?.Name}.{method.Name}";

    private ConnectorException Refusal(string why) =>
        new(ErrorKind.Configuration, $"The mapping of '{_field}' {why}.") { Field = _field };
}
