# Writes text files into a C file as strings, so that the program carries them: cmake -DOUT=x.c -DFILES="a.css;b.js" -P.
# x/name.ext becomes `const char name_ext[]`. Comments (/* ... */ in CSS, lines of // in JavaScript) and indentation
# stay behind: every report carries what is left.
set(c "/* Made by cmake/embed.cmake. */\n#include \"html/html_parts.h\"\n")
foreach(file ${FILES})
  file(READ "${file}" text)
  string(REGEX REPLACE "\n[ ]+" "\n" text "\n${text}")
  if(file MATCHES "\\.css$")
    string(REGEX REPLACE "/\\*[^*]*\\*/" "" text "${text}")
  else()
    string(REGEX REPLACE "\n//[^\n]*" "" text "${text}")
  endif()
  string(REGEX REPLACE "\n\n+" "\n" text "${text}")
  string(REGEX REPLACE "^\n" "" text "${text}")
  string(HEX "${text}" hex)
  string(REGEX REPLACE "(..)" "0x\\1," bytes "${hex}")
  string(REGEX REPLACE "(0x..,0x..,0x..,0x..,0x..,0x..,0x..,0x..,0x..,0x..,0x..,0x..,0x..,0x..,0x..,0x..,)" "\\1\n" bytes "${bytes}")
  get_filename_component(name "${file}" NAME)
  string(REPLACE "." "_" name "${name}")
  # char may be signed: bytes above 127 go through an unsigned array's own type
  string(APPEND c "\nconst unsigned char ${name}[] = {\n${bytes}0};\n")
endforeach()
file(WRITE "${OUT}" "${c}")
