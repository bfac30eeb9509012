"""The reserved names that stand for Python 2's own syntax in carrier text.

    print >>f, a, b,        __py2_print_to__ =f, a, b,
    print a                 __py2_print__= a
    exec code in g, l       __py2_exec_in__= code ,g, l
    raise E, V, T           __py2_raise__= E, V, T
    except E, e:            except (__py2_except__,E, e):
    except E as o.e:        except (__py2_except_as__,E ,o.e):
    `x`                     (__py2_repr__,(x))
    [x for x in 1, 2]       [x for x in (__py2_bare__,(1, 2))]

A word or literal that Python 3 does not read (`0755`, `10L`, `ur''`, `async`, the tuple
parameter `(a, b)`) is one token that stands for another: the carrier text holds any token
that Python 3 reads, and `Lowered.leaves` what it stands for.
"""

from __future__ import annotations

PREFIX = "__py2_"
PRINT = "__py2_print__"
PRINT_TO = "__py2_print_to__"
EXEC = "__py2_exec__"
EXEC_IN = "__py2_exec_in__"
RAISE = "__py2_raise__"
EXCEPT = "__py2_except__"
EXCEPT_AS = "__py2_except_as__"
REPR = "__py2_repr__"
BARE = "__py2_bare__"
NAME = "__py2_name_{}__"
TUPLE_PARAMETER = "__py2_tuple_{}__"
STRING = "'__py2_string__'"
