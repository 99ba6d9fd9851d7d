namespace Odoo.Connectors.Client;

/// <summary>
/// The answer to <see cref="IOdooClient.LoadAsync"/>: either every row was taken and there are ids, or none was and
/// there are errors. Odoo reports at most about ten bad rows and then stops looking.
/// </summary>
public sealed class OdooLoadResult
{
    private readonly IReadOnlyList<long>? _ids;

    private OdooLoadResult(IReadOnlyList<long>? ids, IReadOnlyList<OdooLoadError> errors)
    {
        _ids = ids;
        Errors = errors;
    }

    /// <summary>Whether all rows were loaded. If not, nothing of the call was kept.</summary>
    public bool Succeeded => _ids is not null;

    /// <summary>The ids of the records, one for each top-level row, in the rows' order.</summary>
    /// <exception cref="InvalidOperationException">The load failed: there are no ids.</exception>
    public IReadOnlyList<long> Ids => _ids
        ?? throw new InvalidOperationException("The load failed and nothing was kept; look at Succeeded and Errors before Ids.");

    /// <summary>Why rows were refused; empty after success.</summary>
    public IReadOnlyList<OdooLoadError> Errors { get; }

    /// <summary>
    /// What the failure as a whole means, <see langword="null"/> after success: <see cref="ErrorKind.Transient"/> if any
    /// row met another transaction (load the same rows again), otherwise the first error's kind.
    /// </summary>
    public ErrorKind? Kind => Succeeded ? null
        : Errors.Any(e => e.Kind == ErrorKind.Transient) ? ErrorKind.Transient : Errors[0].Kind;

    /// <summary>All rows were loaded.</summary>
    /// <param name="ids">The ids of the records.</param>
    /// <returns>A success.</returns>
    public static OdooLoadResult Success(IReadOnlyList<long> ids)
    {
        ArgumentNullException.ThrowIfNull(ids);
        return new OdooLoadResult(ids, []);
    }

    /// <summary>Nothing was loaded.</summary>
    /// <param name="errors">Why; at least one.</param>
    /// <returns>A failure.</returns>
    /// <exception cref="ArgumentException"><paramref name="errors"/> is empty.</exception>
    public static OdooLoadResult Failure(IReadOnlyList<OdooLoadError> errors)
    {
        ArgumentNullException.ThrowIfNull(errors);
        return errors.Count > 0 ? new OdooLoadResult(null, errors)
            : throw new ArgumentException("A failed load needs at least one error.", nameof(errors));
    }
}
