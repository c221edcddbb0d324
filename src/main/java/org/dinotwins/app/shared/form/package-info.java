/** Form and result parts shared by the Measure workspace and the ablations page. */
package org.dinotwins.app.shared.form;
