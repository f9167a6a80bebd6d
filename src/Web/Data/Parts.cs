using System.Linq.Expressions;
using Microsoft.EntityFrameworkCore;

namespace Shouwen.Web.Data;

/// <summary>
/// A list that several reasons lead to. Each reason is asked alone, for as much as a page needs, in the order of an index of its own; one question with "or" would look at all there is. A row may
/// be in several.
/// </summary>
public static class Parts
{
    /// <param name="parts">Each narrowed to what was asked for.</param>
    /// <param name="ordered">The order of the list, which is that of each part's index.</param>
    /// <param name="most">How many.</param>
    public static Task<List<TRow>> First<TRow>(this IReadOnlyList<IQueryable<TRow>> parts, Func<IQueryable<TRow>, IQueryable<TRow>> ordered, int most) => parts is [var all]
        ? ordered(all).Take(most).ToListAsync()
        : ordered(parts.Select(part => ordered(part).Take(most)).Aggregate((one, other) => one.Union(other))).Take(most).ToListAsync();

    /// <summary>A part for each reason.</summary>
    public static IReadOnlyList<IQueryable<TRow>> WhereEach<TRow>(this IQueryable<TRow> rows, IReadOnlyList<Expression<Func<TRow, bool>>> reasons) => [.. reasons.Select(rows.Where)];

    /// <summary>One question, for whoever asks for a row by its key.</summary>
    public static IQueryable<TRow> WhereAny<TRow>(this IQueryable<TRow> rows, IReadOnlyList<Expression<Func<TRow, bool>>> reasons)
    {
        var row = reasons[0].Parameters[0];
        return rows.Where(Expression.Lambda<Func<TRow, bool>>(reasons.Select(reason => new Renamed(reason.Parameters[0], row).Visit(reason.Body)).Aggregate(Expression.OrElse), row));
    }

    private sealed class Renamed(ParameterExpression from, ParameterExpression to) : ExpressionVisitor
    {
        protected override Expression VisitParameter(ParameterExpression node) => node == from ? to : node;
    }

    /// <summary>Each of them narrowed further.</summary>
    public static IReadOnlyList<IQueryable<TRow>> Narrowed<TRow>(this IReadOnlyList<IQueryable<TRow>> parts, params IReadOnlyList<Func<IQueryable<TRow>, IQueryable<TRow>>> by) => [.. by.SelectMany(narrow => parts.Select(narrow))];
}
