// Small improvements. Every page works without this file. One module per behaviour.
import './focus_errors.js'
import './count_characters.js'
import './count_down.js'
import './refresh_parts.js'
import './close_menus.js'
import './send_once.js'
import './keep_awake.js'
import './leave_quickly.js'
