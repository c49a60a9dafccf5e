/*
 * Gives each cell of Wagtail's table in the page editor a name: without one, whoever cannot see the table hears "edit text"
 * thirty times.
 */
(() => {
  const { telepath } = window;
  const WagtailsDefinition = telepath.constructors["wagtail.contrib.typed_table_block.blocks.TypedTableBlock"];
  const fill = (words, values) => words.replace(/%\((\w+)\)s/g, (_whole, name) => values[name]);

  class CellsBlockDefinition extends WagtailsDefinition {
    render(...args) {
      const table = super.render(...args);
      const name = () => this.nameCells(table);
      ["insertColumn", "insertRow", "deleteColumn", "deleteRow", "setState"].forEach((change) => {
        const wagtails = table[change].bind(table);
        table[change] = (...changed) => {
          const result = wagtails(...changed);
          name();
          return result;
        };
      });
      table.container[0].addEventListener("input", (event) => {
        if (event.target.matches(".column-heading")) name();
      });
      name();
      return table;
    }

    nameCells(table) {
      const { COLUMN, CELL, HEADING } = this.meta.strings;
      const columns = table.columns.map((column, index) => {
        const number = fill(COLUMN, { number: index + 1 });
        column.headingInput.setAttribute("aria-label", fill(HEADING, { column: number }));
        return column.headingInput.value.trim() || number;
      });
      [...table.tbody.children].forEach((row, rowIndex) => {
        columns.forEach((column, index) => {
          const field = row.children[index + 1]?.querySelector("textarea, input[type=text], [role=textbox]");
          if (field) field.setAttribute("aria-label", fill(CELL, { column, row: rowIndex + 1 }));
        });
      });
    }
  }

  telepath.register("coprod_wagtail.CellsBlock", CellsBlockDefinition);
})();
