/** Tables of figures as text, Markdown, CSV and LaTeX. */
package org.dinotwins.table;
