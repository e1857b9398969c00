// Has to come before the code that writes: picocolors decides once, when it is loaded, whether texts are coloured.
delete process.env['NO_COLOR']
process.env['FORCE_COLOR'] = '1'
