using System.Diagnostics.CodeAnalysis;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Odoo.Connectors;
using Odoo.Connectors.Sync;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Flows, ownership and systems.</summary>
public static class ConnectorsBuilderExtensions
{
    /// <summary>Adds a flow. Adding it twice is harmless.</summary>
    /// <typeparam name="TFlow">The flow.</typeparam>
    /// <param name="builder">The builder.</param>
    /// <returns>The builder.</returns>
    public static IConnectorsBuilder AddFlow<[DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicConstructors)] TFlow>(
        this IConnectorsBuilder builder)
        where TFlow : class, IFlow
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.Services.TryAddEnumerable(ServiceDescriptor.Singleton<IFlow, TFlow>());
        return builder;
    }

    /// <summary>Declares which system is right about a record type.</summary>
    /// <typeparam name="T">The record type, for example <c>Customer</c>.</typeparam>
    /// <param name="builder">The builder.</param>
    /// <param name="system">The configured name of the owner.</param>
    /// <param name="except">Fields that other systems own; none by default.</param>
    /// <returns>The builder.</returns>
    public static IConnectorsBuilder Own<T>(this IConnectorsBuilder builder, string system, Action<OwnershipExceptions<T>>? except = null)
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.Ownership.Own(system, except);
        return builder;
    }

    /// <summary>Declares how records of a type are recognised as the same before one is created in a target.</summary>
    /// <typeparam name="T">The record type, for example <c>Customer</c>.</typeparam>
    /// <param name="builder">The builder.</param>
    /// <param name="rules">Adds the rules.</param>
    /// <param name="target">The configured name of the target they are for; null is for all that have no rules of their own. The default is null.</param>
    /// <returns>The builder.</returns>
    /// <exception cref="ConnectorException">The rules contradict themselves; says how.</exception>
    public static IConnectorsBuilder Match<T>(this IConnectorsBuilder builder, Action<MatchRules<T>> rules, string? target = null)
        where T : class
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(rules);
        MatchRules<T> declared = new();
        rules(declared);
        builder.Services.AddSingleton(declared.Build(target));
        return builder;
    }

    /// <summary>Declares that the clocks of systems agree, so that <see cref="Conflict.NewestWins"/> may compare their times.</summary>
    /// <param name="builder">The builder.</param>
    /// <param name="systems">The configured names, two at least.</param>
    /// <returns>The builder.</returns>
    public static IConnectorsBuilder ClocksAgree(this IConnectorsBuilder builder, params IReadOnlyList<string> systems)
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.Ownership.ClocksAgree(systems);
        return builder;
    }

    /// <summary>Maps fields of a record type to fields of a target, beyond or instead of what its adapter writes.</summary>
    /// <typeparam name="T">The record type, for example <c>Invoice</c>.</typeparam>
    /// <param name="builder">The builder.</param>
    /// <param name="target">The configured name of the target.</param>
    /// <param name="to">The fields, for example <c>to => to.Set("x_cost_center", i => i.Custom["cf_cost_center"])</c>.</param>
    /// <returns>The builder.</returns>
    /// <exception cref="ConnectorException">An expression cannot be mapped, or a field is mapped twice.</exception>
    public static IConnectorsBuilder Map<T>(this IConnectorsBuilder builder, string target, Action<FieldMap<T>> to)
        where T : notnull
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.Mappings.Map(target, to);
        return builder;
    }

    /// <summary>Lets every new version of mappings wait for a person: see <see cref="HubOptions.RequireMappingApproval"/>.</summary>
    /// <param name="builder">The builder.</param>
    /// <returns>The builder.</returns>
    public static IConnectorsBuilder RequireMappingApproval(this IConnectorsBuilder builder) => builder.ConfigureHub(hub => hub.RequireMappingApproval = true);

    /// <summary>Changes how this node works.</summary>
    /// <param name="builder">The builder.</param>
    /// <param name="configure">Sets options.</param>
    /// <returns>The builder.</returns>
    public static IConnectorsBuilder ConfigureHub(this IConnectorsBuilder builder, Action<HubOptions> configure)
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.Services.Configure(configure);
        return builder;
    }

    /// <summary>Changes how much a system may be asked to write, on top of its section <c>Systems:&lt;name&gt;:Budget</c>.</summary>
    /// <param name="builder">The builder.</param>
    /// <param name="name">The system's configured name.</param>
    /// <param name="configure">Sets options.</param>
    /// <returns>The builder.</returns>
    public static IConnectorsBuilder ConfigureBudget(this IConnectorsBuilder builder, string name, Action<SystemBudget> configure)
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.Services.Configure(name, configure);
        return builder;
    }

    /// <summary>Changes how long the store keeps what it no longer needs to be right.</summary>
    /// <param name="builder">The builder.</param>
    /// <param name="configure">Sets options.</param>
    /// <returns>The builder.</returns>
    public static IConnectorsBuilder ConfigureRetention(this IConnectorsBuilder builder, Action<RetentionOptions> configure)
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.Services.Configure(configure);
        return builder;
    }

    /// <summary>Sets when a polled system is polled, after <c>Systems:&lt;name&gt;</c> did.</summary>
    /// <param name="builder">The builder.</param>
    /// <param name="system">The configured name of the system.</param>
    /// <param name="configure">Sets options.</param>
    /// <returns>The builder.</returns>
    public static IConnectorsBuilder ConfigureFeed(this IConnectorsBuilder builder, string system, Action<FeedOptions> configure)
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.Services.Configure(system, configure);
        return builder;
    }

    /// <summary>The configuration section of a system: <c>Systems:&lt;name&gt;</c>. For adapters.</summary>
    /// <param name="builder">The builder.</param>
    /// <param name="name">The configured name.</param>
    /// <returns>The section, or null when no configuration was given.</returns>
    /// <exception cref="ConnectorException">The name is not one: lower-case letters, digits and hyphens, 31 at most.</exception>
    public static IConfigurationSection? SystemSection(this IConnectorsBuilder builder, string name)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(name);
        bool valid = name.Length is > 0 and <= 31
            && char.IsAsciiLetterLower(name[0])
            && name.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c == '-');
        return valid
            ? builder.Configuration?.GetSection($"Systems:{name}")
            : throw new ConnectorException(
                ErrorKind.Configuration, $"'{name}' is no name for a system; use lower-case letters, digits and hyphens, a letter first, 31 at most.");
    }
}
