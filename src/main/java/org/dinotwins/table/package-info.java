/** Tables of figures and the ways to write them: text, Markdown, CSV and LaTeX. */
package org.dinotwins.table;
