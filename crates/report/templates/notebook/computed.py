{%- let by = python::text(of.by) -%}
# {{ name }}{{ say.recomputed }}
{%- if !of.unpivot.is_empty() %}
{{ rows }} = {{ frame }}.select(
{%- for (column, name) in of.unpivot %}
    pl.col({{ python::text(column) }}).alias({{ python::text(name) }}),
{%- endfor %}
).unpivot(variable_name={{ by }}, value_name="value")
{%- endif %}
{%- for head in of.heads %}
{%- if let Head::Group(names) = head %}
names = {
{%- for (value, name) in names %}
    {{ python::text(value) }}: {{ python::text(name) }},
{%- endfor %}
}
{%- endif %}
{%- endfor %}
figures = {
{%- for figure in of.figures %}
    {{ python::text(figure.name) }}: {{ self.expression(figure) }},
{%- endfor %}
}
wanted = by_group({{ by }}, at({{ python::text(of.groups) }}))
found = {{ rows }}.group_by({{ by }}).agg(**figures)
groups = complete(found, wanted, {{ rows }}.clear().select(**figures))
for group, of in groups.items():
    agree(group, of, wanted[group])
{%- if let Some(total) = total %}
total = {{ rows }}.select(**figures).row(0, named=True)
{%- if let Some(whole) = of.whole %}
agree("total", total, at({{ python::text(whole) }}))
{%- endif %}
{%- endif %}
{{ self.show() }}
